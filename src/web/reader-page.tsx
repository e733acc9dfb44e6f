import type { Child } from 'hono/jsx';
import type { ProfileView } from '../readers/answer.js';
import type { Picks } from '../recommend/answer.js';
import { ACTIONS_PATH, Notice, type PaperAction } from './actions.js';
import { readerPath } from './addresses.js';
import { Follow } from './follow.js';
import { InterestChips } from './interest-chips.js';
import { type AssetLinks, Layout } from './layout.js';
import { PickList } from './pick-list.js';

/** What was asked of the list; absent: the reader's rules hold. */
export interface ListControls {
  k?: number | undefined;
  window?: number | undefined;
  freshness?: number | undefined;
  diversity?: number | undefined;
  exploration?: number | undefined;
  repeats?: boolean | undefined;
}

interface ReaderPageProps {
  profile: ProfileView;
  answer: Picks;
  dials: ListControls;
  /** The address of this list, to come back to. */
  back: string;
  did: PaperAction | undefined;
  /** The paper that was asked about, and why it is not here. */
  whyNot: { paper: string; sentences: readonly string[] } | undefined;
  assets: AssetLinks;
}

/** A reader: what to read next and why, what they are interested in, and the ways to change both. */
export function ReaderPage({ profile, answer, dials, back, did, whyNot, assets }: ReaderPageProps) {
  const { name, about, counts } = profile;
  return (
    <Layout title={`${name} · Paperkin`} assets={assets}>
      <h1>For {name}</h1>
      {about === '' ? null : <p class="lead">{about}</p>}
      <p class="facts">
        {counts.liked.toLocaleString('en')} liked · {counts.disliked.toLocaleString('en')} disliked · {counts.read.toLocaleString('en')}{' '}
        read · {counts.hidden.toLocaleString('en')} hidden · {counts.seen.toLocaleString('en')} seen
      </p>
      <Notice did={did} reader={name} />
      <Undo name={name} back={back} shown={counts.events > 0} />
      <Part id="interests" title="Interests">
        <InterestChips reader={name} interests={answer.interests} back={back} />
      </Part>
      <Part id="picks" title="To read next">
        <Asked name={name} dials={dials} />
        {answer.upToDate ? null : <p class="facts">Papers have come since this list was made. The next one has them.</p>}
        {answer.picks.length === 0 ? (
          <p class="empty">
            Nothing: the rules allow {answer.allowed.toLocaleString('en')} papers that {name} does not know yet.
          </p>
        ) : (
          <>
            <PickList reader={name} picks={answer.picks} back={back} />
            <form class="actions" method="post" action={ACTIONS_PATH}>
              <input type="hidden" name="reader" value={name} />
              {answer.picks.map(({ paper }) => (
                <input type="hidden" name="papers" value={paper.id} />
              ))}
              <input type="hidden" name="back" value={back} />
              <button type="submit" name="kind" value="seen">
                Seen these: show others
              </button>
            </form>
          </>
        )}
      </Part>
      <Part id="whynot" title="Why not …?">
        <form class="actions" method="get" action={`${readerPath(name)}#whynot`}>
          {Object.entries(dials).map(([dial, value]) => (
            <input type="hidden" name={dial} value={String(value)} />
          ))}
          <input name="paper" value={whyNot?.paper ?? ''} placeholder="Id or address of a paper" aria-label="Paper" required />
          <button class="small" type="submit">
            Why not?
          </button>
        </form>
        {whyNot?.sentences.map((sentence) => (
          <p class="reason">{sentence}</p>
        ))}
      </Part>
      <Part id="follows" title="Follows">
        <Follow profile={profile} back={back} />
      </Part>
    </Layout>
  );
}

function Part({ id, title, children }: { id: string; title: string; children: Child }) {
  return (
    <section id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`} class="section">
        {title}
      </h2>
      {children}
    </section>
  );
}

function Undo({ name, back, shown }: { name: string; back: string; shown: boolean }) {
  if (!shown) return null;
  return (
    <form class="actions" method="post" action={`${readerPath(name)}/undo`}>
      <input type="hidden" name="back" value={back} />
      <button class="small quiet" type="submit">
        Undo last action
      </button>
    </form>
  );
}

const DIALS = [
  ['k', 'Papers', 1, 200, 1],
  ['window', 'Of the last days', 1, 100_000, 1],
  ['freshness', 'Freshness half-life (days)', 0, 100_000, 1],
  ['diversity', 'Diversity, 0 to 1', 0, 1, 0.05],
  ['exploration', 'Exploration, 0 to 0.5', 0, 0.5, 0.05],
] as const;

/** The dials of this list; what is left empty is as the reader's rules have it. */
function Asked({ name, dials }: { name: string; dials: ListControls }) {
  return (
    <details class="dials">
      <summary>Another list</summary>
      <form class="fields" method="get" action={readerPath(name)}>
        {DIALS.map(([dial, label, min, max, step]) => (
          <p>
            <label for={`dial-${dial}`}>{label}</label>
            <input
              id={`dial-${dial}`}
              name={dial}
              type="number"
              min={min}
              max={max}
              step={step}
              value={dials[dial] ?? ''}
              placeholder="as the rules say"
            />
          </p>
        ))}
        <p>
          <label for="dial-repeats">Known papers, too</label>
          <input id="dial-repeats" name="repeats" type="checkbox" value="true" checked={dials.repeats === true} />
        </p>
        <button class="small" type="submit">
          Show
        </button>
      </form>
    </details>
  );
}
