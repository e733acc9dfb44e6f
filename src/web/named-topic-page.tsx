import type { MarkedPaper, NamedTopicPaper, NamedTopicView } from '../named-topics/answer.js';
import { explainNamed } from '../wording/named.js';
import { paperPath, topicPath } from './addresses.js';
import { type AssetLinks, Layout } from './layout.js';
import { Entry } from './paper-list.js';
import { Followed, FollowTopicForm, SearchWithin } from './topic-forms.js';

interface NamedTopicPageProps {
  topic: NamedTopicView;
  /** The surest first. */
  papers: readonly NamedTopicPaper[];
  /** Whether a paper has just been judged. */
  judged: boolean;
  /** Who reads here. */
  readers: readonly string[];
  /** Who has just begun to follow it. */
  follower: string | undefined;
  assets: AssetLinks;
}

/** A topic that somebody has named: its papers, why each is in, and forms to say what belongs. */
export function NamedTopicPage({ topic, papers, judged, readers, follower, assets }: NamedTopicPageProps) {
  const { id, name, description, papers: total, literal } = topic;
  return (
    <Layout title={`${name} · Paperkin`} assets={assets} feed={`${topicPath(id)}/feed.atom`}>
      <nav class="path" aria-label="Where it stands">
        <a href="/topics">Topics</a>
      </nav>
      <h1 class="after">{name}</h1>
      <p class="facts">
        Named topic of {total.toLocaleString('en')} papers, {literal.toLocaleString('en')} of all here have the name in words
      </p>
      {description === undefined ? null : <p class="lead">{description}</p>}
      {judged ? (
        <p class="notice" role="status">
          Saved. The topic has learned from it and now has {total.toLocaleString('en')} papers.
        </p>
      ) : null}
      <Followed follower={follower} name={name} />
      <SearchWithin id={id} />
      <FollowTopicForm id={id} readers={readers} chosen={follower} />
      <section aria-labelledby="papers">
        <h2 id="papers" class="section">
          Its papers, the surest first
        </h2>
        {papers.length === 0 ? <p class="empty">No paper here is about that. A description or an example may help.</p> : null}
        <Papers topic={topic} papers={papers} />
        <nav class="pager" aria-label="Papers of the topic">
          {total === 0 ? null : <a href={`/?topic=${id}`}>All {total.toLocaleString('en')} papers, newest first</a>}
          <a href={`${topicPath(id)}/feed.atom`}>Feed</a>
        </nav>
      </section>
      <Judged topic={topic} />
      <Change topic={topic} />
    </Layout>
  );
}

function Papers({ topic, papers }: Pick<NamedTopicPageProps, 'topic' | 'papers'>) {
  const best = Math.max(...papers.map(({ score }) => score), 0);
  const marked = new Set([...topic.examples, ...topic.yes].map(({ id }) => id));
  return (
    <ol class="papers">
      {papers.map(({ paper, score, parts }) => (
        <li>
          <Entry paper={paper} level={3} />
          <p class="score">
            <meter min={0} max={1} value={best === 0 ? 0 : Math.max(0, score / best)} aria-hidden="true" /> {explainNamed(parts)}
          </p>
          <JudgeForm topic={topic.id} paper={paper.id} says={marked.has(paper.id) ? ['no'] : ['yes', 'no']} />
        </li>
      ))}
    </ol>
  );
}

const SAYS = { yes: 'Belongs', no: 'Does not belong', clear: 'Take back' } as const;

function JudgeForm({ topic, paper, says }: { topic: string; paper: string; says: readonly (keyof typeof SAYS)[] }) {
  return (
    <form class="actions" method="post" action={`${topicPath(topic)}/judge`}>
      <input type="hidden" name="back" value={topicPath(topic)} />
      <input type="hidden" name="paper" value={paper} />
      {says.map((each) => (
        <button type="submit" name="as" value={each} class="small quiet">
          {SAYS[each]}
        </button>
      ))}
    </form>
  );
}

/** What was judged, with a way to take it back, and a form for a paper that is not in the list. */
function Judged({ topic: { id, examples, yes, no } }: Pick<NamedTopicPageProps, 'topic'>) {
  const marked: [what: string, list: readonly MarkedPaper[]][] = [
    ['an example', examples],
    ['belongs', yes],
    ['does not belong', no],
  ];
  return (
    <section aria-labelledby="judged">
      <h2 id="judged" class="section">
        What you have said of papers
      </h2>
      <ul class="papers">
        {marked.flatMap(([what, list]) =>
          list.map((paper) => (
            <li>
              <a href={paperPath(paper.id)}>{paper.title ?? paper.id}</a> <span class="share">{what}</span>
              <JudgeForm topic={id} paper={paper.id} says={['clear']} />
            </li>
          )),
        )}
      </ul>
      <form class="actions" method="post" action={`${topicPath(id)}/judge`}>
        <input type="hidden" name="back" value={topicPath(id)} />
        <input type="hidden" name="as" value="yes" />
        <input name="paper" placeholder="arXiv id, DOI or address of a paper" aria-label="A paper that belongs" maxlength={500} required />
        <button class="small quiet" type="submit">
          Belongs, too
        </button>
      </form>
    </section>
  );
}

function Change({ topic: { id, name, description = '' } }: Pick<NamedTopicPageProps, 'topic'>) {
  return (
    <details class="dials">
      <summary>Change or forget</summary>
      <form class="actions" method="post" action={`${topicPath(id)}/change`}>
        <input type="hidden" name="back" value={topicPath(id)} />
        <input name="name" value={name} maxlength={100} aria-label="Name of the topic" required />
        <input
          name="description"
          value={description}
          maxlength={2000}
          placeholder="In a sentence or two, if you like"
          aria-label="What it is about"
        />
        <button class="small" type="submit">
          Change
        </button>
      </form>
      <form class="actions" method="post" action={`${topicPath(id)}/forget`}>
        <input type="hidden" name="back" value="/topics" />
        <button class="small quiet" type="submit">
          Forget this topic
        </button>
        <span class="share">and what was said of its papers. The papers stay.</span>
      </form>
    </details>
  );
}
