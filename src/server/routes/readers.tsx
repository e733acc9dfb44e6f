import { Hono } from 'hono';
import { z } from 'zod';
import type { Engine } from '../../engine.js';
import { asPaperkinError } from '../../errors.js';
import { FOLLOWABLE, PAPER_ACTIONS } from '../../profile/event.js';
import { profileListSchema } from '../../readers/query.js';
import { recommendSchema } from '../../recommend/query.js';
import { ACTIONS_PATH } from '../../web/actions.js';
import { readerPath } from '../../web/addresses.js';
import { type ListControls, ReaderPage } from '../../web/reader-page.js';
import { ReadersPage } from '../../web/readers-page.js';
import { renderPage } from '../../web/render.js';
import { whyNotSentences } from '../../wording/why-not.js';
import { ASSETS } from '../http/assets.js';
import { formOf, redirectBack } from '../http/form.js';
import { parametersOf } from '../http/input.js';

const { k, window, freshness, diversity, exploration, repeats } = recommendSchema.shape;
const DIALS = { k: k.unwrap().optional(), window, freshness, diversity, exploration, repeats: repeats.unwrap().optional() };
const PAGE = z.strictObject({
  ...DIALS,
  paper: z.string().optional(),
  did: z.enum(PAPER_ACTIONS).optional(),
  reader: z.string().optional(),
});
const LIST = z.strictObject({ cursor: profileListSchema.shape.cursor });

/** Numbers and switches are text in a form. */
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const listed = (separator: RegExp) =>
  z.string().transform((text) =>
    text
      .split(separator)
      .map((part) => part.trim())
      .filter(Boolean),
  );

const NEW = {
  name: z.string(),
  about: z.string().optional(),
  like: listed(/[\s,]+/).optional(),
  authors: listed(/,/).optional(),
  topics: listed(/,/).optional(),
};
const DEED = { reader: z.string(), kind: z.enum(PAPER_ACTIONS), papers: z.array(z.string()) };
const FOLLOW = { kind: z.enum(['follow', 'unfollow']), what: z.enum(FOLLOWABLE), name: z.string() };
const INTEREST = { name: z.string().optional(), muted: flag.optional(), pinned: flag.optional(), weight: z.coerce.number().optional() };

/** Pages of readers. What their forms send is taken from these pages alone, see {@link formOf}. */
export function readerRoutes(engine: Engine): Hono {
  const pages = new Hono();

  pages.get('/readers', async (context) => {
    const { profiles, next } = await engine.profiles(parametersOf(context, LIST));
    return context.html(renderPage(<ReadersPage profiles={profiles} next={next} assets={ASSETS} />));
  });

  pages.post('/readers', async (context) => {
    const { name, back: _back, ...start } = await formOf(context, NEW);
    const { profile } = await engine.createProfile({ name, ...start });
    return redirectBack(context, readerPath(profile.name));
  });

  pages.post(ACTIONS_PATH, async (context) => {
    const { reader, kind, papers, back } = await formOf(context, DEED);
    const { name } = await engine.act({ profile: reader, actions: [{ kind, papers }] });
    return redirectBack(context, back, { did: kind, reader: name });
  });

  pages.get('/readers/:name', async (context) => {
    const { paper, did, reader: _reader, ...dials } = parametersOf(context, PAGE, { blank: 'absent' });
    const query = { profile: context.req.param('name'), ...dials };
    const [profile, answer] = await Promise.all([engine.profile({ profile: query.profile }), engine.recommend(query)]);
    const sentences = paper === undefined ? [] : await engine.whyNot({ ...query, paper }).then(whyNotSentences, saidOf);
    return context.html(
      renderPage(
        <ReaderPage
          profile={profile}
          answer={answer}
          dials={dials}
          back={addressOf(profile.name, dials)}
          did={did}
          whyNot={paper === undefined ? undefined : { paper, sentences }}
          assets={ASSETS}
        />,
      ),
    );
  });

  pages.post('/readers/:name/follow', async (context) => {
    const { back, ...action } = await formOf(context, FOLLOW);
    await engine.act({ profile: context.req.param('name'), actions: [action] });
    return redirectBack(context, back);
  });

  pages.post('/readers/:name/interests/:id', async (context) => {
    const { back, ...edit } = await formOf(context, INTEREST);
    await engine.editInterest({ profile: context.req.param('name'), interest: context.req.param('id'), ...edit });
    return redirectBack(context, back);
  });

  pages.post('/readers/:name/undo', async (context) => {
    const { back } = await formOf(context, {});
    await engine.undo({ profile: context.req.param('name') });
    return redirectBack(context, back);
  });
  return pages;
}

/** What is wrong with the paper that was asked about, said where the answer would be. */
function saidOf(thrown: unknown): string[] {
  const { code, message, remedy } = asPaperkinError(thrown);
  if (code !== 'INVALID_ID' && code !== 'PAPER_NOT_FOUND') throw thrown;
  return [message, remedy];
}

function addressOf(name: string, dials: ListControls): string {
  const given = new URLSearchParams();
  for (const [dial, value] of Object.entries(dials)) if (value !== undefined) given.set(dial, String(value));
  return given.size === 0 ? readerPath(name) : `${readerPath(name)}?${given}`;
}
