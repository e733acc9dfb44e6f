import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asPaperkinError, ERROR_CODES, EXIT, PaperkinError } from '../../src/errors.js';

describe('an error', () => {
  for (const code of ERROR_CODES) {
    it(`${code} has a status, an exit code and a remedy`, () => {
      const error = new PaperkinError(code, 'message');
      assert.ok(error.status >= 400 && error.status < 600);
      assert.ok(Object.values(EXIT).some((exit) => exit === error.exitCode) && error.exitCode !== 0);
      assert.match(error.remedy, /^[A-Z].*[.]$/);
    });
  }

  it('shows its value, cut where it is long, and keeps its cause', () => {
    const cause = new Error('why');
    const error = new PaperkinError('INVALID_INPUT', 'message', { value: 'x'.repeat(1_000), cause });
    assert.equal(error.toJSON().value?.length, 201);
    assert.equal(error.cause, cause);
  });

  it('of another kind is wrapped, and one of ours passes as it is', () => {
    const ours = new PaperkinError('TIMEOUT', 'message');
    assert.equal(asPaperkinError(ours), ours);
    assert.equal(asPaperkinError(new Error('boom')).code, 'INTERNAL');
    assert.equal(asPaperkinError(AbortSignal.abort().reason).code, 'INTERRUPTED');
  });
});
