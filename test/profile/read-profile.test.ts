import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { JsonLines } from '../../src/input/json-lines.js';
import { MAX_PROFILE_BYTES, readProfile } from '../../src/profile/read-profile.js';
import { writeProfile } from '../../src/profile/write-profile.js';
import { anyProfile, eventsOfDays, profileOf } from '../support/profiles.js';

const [A, B] = ['arxiv:2401.00001', 'arxiv:2401.00002'];
const profile = profileOf(eventsOfDays({ kind: 'like', papers: [A, B] }, { kind: 'about', text: 'caches' }, { kind: 'undo', event: 'e0' }));
const text = writeProfile(profile);

const read = (written: string, name?: string) =>
  readProfile(Buffer.from(written), { file: 'ann.json', ...(name === undefined ? {} : { name }) });
const refuses = (written: string | Buffer, message: RegExp | string, name?: string) =>
  assert.throws(
    () => (typeof written === 'string' ? read(written, name) : readProfile(written, { file: 'ann.json' })),
    (error: Error & { code?: string; remedy?: string }) => {
      assert.equal(error.code, 'PROFILE_UNREADABLE');
      if (typeof message === 'string') assert.equal(error.message, message);
      else assert.match(error.message, message);
      return true;
    },
  );

describe('the file of a profile', () => {
  it('has one event a line, and says first when it was', () => {
    assert.equal(
      text,
      `{
  "paperkin": "profile/1",
  "name": "ann",
  "created": "2026-01-01T00:00:00.000Z",
  "events": [
    {"at":"2026-01-01T00:00:00.000Z","kind":"like","papers":["${A}","${B}"],"id":"e0"},
    {"at":"2026-01-02T00:00:00.000Z","kind":"about","text":"caches","id":"e1"},
    {"at":"2026-01-03T00:00:00.000Z","kind":"undo","event":"e0","id":"e2"}
  ]
}
`,
    );
    assert.equal(writeProfile(profileOf([])).split('\n').length, 7);
  });

  it('is read as what was written', () => {
    fc.assert(
      fc.property(anyProfile, (any) => {
        assert.deepEqual(read(writeProfile(any)), any);
        assert.deepEqual(JSON.parse(writeProfile(any)), JSON.parse(JSON.stringify(any)));
      }),
    );
  });

  it('is read alike however somebody has laid it out', () => {
    fc.assert(
      fc.property(anyProfile, fc.constantFrom('\n', '\r\n', '\r'), fc.boolean(), fc.boolean(), (any, newline, mark, reversed) => {
        const events = reversed ? any.events.toReversed() : any.events;
        const edited = JSON.stringify({ ...any, events }, undefined, 1)
          .replace(/(?<=[}\]"])\n(\s*[}\]])/g, ', // the last\n$1')
          .replaceAll('\n', newline);
        assert.deepEqual(read(`${mark ? '\uFEFF' : ''}/* mine */${newline}${edited}`), any);
      }),
    );
  });

  it('is read where an earlier version has taken an id with a character that was lost', () => {
    const [event] = read(text.replace(A, 'doi:10.1000/a\\ud800b').replace(B, 'doi:10.1000/c\ufffd')).events;
    assert.deepEqual(event && 'papers' in event && event.papers, ['doi:10.1000/ab', 'doi:10.1000/c']);
  });

  it('may have an event twice, but not two events under one id', () => {
    const lines = text.split('\n');
    const twice = lines.toSpliced(5, 0, lines[5] ?? '', lines[6] ?? '').join('\n');
    assert.deepEqual(read(twice), profile);
    refuses(twice.replace(A, 'arxiv:2401.00003'), 'ann.json, line 8: events.2.id: is that of another event, in line 6');
  });

  it('is refused with the line of what is wrong, and the field', () => {
    refuses(text.replace('"undo"', '"unod"'), /^ann\.json, line 8: events\.2\.kind: is none of like, dislike, .*undo$/);
    refuses(text.replace(A, 'nonsense'), 'ann.json, line 6: events.0.papers.0: is not a paper id');
    refuses(text.replace('"created": "2026-01-01T', '"created": "yesterday'), /^ann\.json, line 4: created: /);
    refuses(text.replace(',"id":"e1"', ''), /^ann\.json, line 7: events\.1\.id: /);
    refuses(text.replace('"text":', '"txet":'), /^ann\.json, line 7: events\.1\.text: .*\(and 1 more\)$/);
    refuses(text.replace('"events": [', '"mine": 1,\n"events": ['), /^ann\.json, line 5: .*"mine"/);
    refuses(text.replace('profile/1', 'profile/2'), /^ann\.json, line 2: paperkin: /);
    refuses('[]', /^ann\.json, line 1: /);
  });

  it('is refused with the line where it is no JSON, or could be meant in two ways', () => {
    refuses(text.replace('},\n', '}\n'), 'ann.json, line 7: is not JSON: comma expected');
    refuses(text.slice(0, -4), /^ann\.json, line 9: is not JSON: close bracket expected$/);
    refuses(`${text}{}`, 'ann.json, line 11: is not JSON: end of file expected');
    refuses('', 'ann.json, line 1: is not JSON: value expected');
    refuses(text.replace('"text":', '"text":"", "text":'), 'ann.json, line 7: "text" is given twice');
    refuses(text.replaceAll('\n', '\r\n').replace('},', '}'), 'ann.json, line 7: is not JSON: comma expected');
    refuses('['.repeat(1_000_000), 'ann.json, line 1: is nested more than 100 levels deep');
  });

  it('is refused where it is not UTF-8, or above 64 MB', () => {
    const damaged = Buffer.from(text);
    damaged[text.indexOf('caches')] = 0xff;
    refuses(damaged, 'ann.json, line 7: is not UTF-8');
    refuses(Buffer.alloc(MAX_PROFILE_BYTES + 1, ' '), 'ann.json has more than 64 MB.');
  });

  it('is refused when it has the name of another, but not when only case differs', () => {
    refuses(text, 'ann.json, line 3: name: is "ann", but the file is that of "bob"', 'bob');
    assert.equal(read(text, 'ANN').name, 'ann');
  });
});

describe('JSON with lines', () => {
  it('is accepted and read as JSON.parse does, but for keys that are given twice', () => {
    const value = fc.json();
    const damaged = fc
      .tuple(value, fc.nat(), fc.constantFrom('', '"', '\\', '{', '}', '[', ']', ':', '0', '-', '.', 'e', 'null', '\n', '\u0001', ' '))
      .map(([json, at, letter]) => json.slice(0, at % (json.length + 1)) + letter + json.slice((at % (json.length + 1)) + 1));
    fc.assert(
      fc.property(fc.oneof(value, damaged), (json) => {
        const ours = new JsonLines(json);
        if (ours.problem?.message.endsWith('twice')) return;
        let theirs: unknown;
        try {
          theirs = JSON.parse(json);
        } catch {
          // Trailing commas are the one thing more that these texts can have.
          assert.ok(ours.problem !== undefined || /,\s*[\]}]/.test(json), json);
          return;
        }
        assert.equal(ours.problem, undefined, json);
        assert.equal(JSON.stringify(ours.value()), JSON.stringify(theirs));
      }),
      { numRuns: 1_000 },
    );
  });
});
