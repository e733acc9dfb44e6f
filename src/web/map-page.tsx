import type { MapLegend, MapUpdating } from '../map/answer.js';
import { type AssetLinks, Layout } from './layout.js';
import { UpdateNotice } from './update-notice.js';

/** Addresses of what only this page needs. */
export interface MapAssets {
  stylesheet: string;
  script: string;
}

interface MapPageProps {
  /** Undefined where no map has been made. */
  legend: MapLegend | undefined;
  updating: MapUpdating;
  /** How many papers can be on it. */
  embedded: number;
  assets: AssetLinks;
  map: MapAssets;
}

/** All papers on a map: a still picture with a list of its fields, which a script makes one to walk. */
export function MapPage({ legend, updating, embedded, assets, map }: MapPageProps) {
  const head = (
    <>
      <link rel="stylesheet" href={map.stylesheet} />
      {legend === undefined ? null : <script type="module" src={map.script} />}
    </>
  );
  return (
    <Layout title="Map · Paperkin" assets={assets} head={head}>
      <h1>The map</h1>
      {legend === undefined ? <NoneYet embedded={embedded} running={updating.running} /> : <Lead legend={legend} />}
      <Updating updating={updating} />
      {legend === undefined ? null : <Figure legend={legend} />}
      {legend === undefined ? null : <Areas legend={legend} />}
      {embedded === 0 || updating.running ? null : <UpdateForm legend={legend} />}
    </Layout>
  );
}

function Lead({ legend: { papers } }: { legend: MapLegend }) {
  return <p class="lead">{papers.toLocaleString('en')} papers, each among those that it is like. What is far apart may be so by chance.</p>;
}

function NoneYet({ embedded, running }: { embedded: number; running: boolean }) {
  if (running) return null;
  if (embedded === 0)
    return (
      <p class="empty">
        A map is made of papers, and there are none with a vector yet: <code>paperkin import FILE</code> brings yours.
      </p>
    );
  return (
    <p class="empty">
      Nobody has made a map of these papers yet. The button does, or <code>paperkin map</code>: it takes seconds for hundreds of papers, a
      few minutes for hundreds of thousands.
    </p>
  );
}

/** How far an update is, or why the last one failed. */
function Updating({ updating: { running, phase, done = 0, total = 0, error } }: { updating: MapUpdating }) {
  return (
    <UpdateNotice running={running} error={error}>
      {phase === undefined ? 'Looking at the papers … ' : null}
      {phase === 'laying out' ? `Laying out the map: round ${done} of ${total} … ` : null}
      {phase === 'placing' ? `Placing papers: ${done.toLocaleString('en')} of ${total.toLocaleString('en')} … ` : null}
      {phase === 'measuring' ? 'Measuring how far it can be trusted … ' : null}
      This page shows the map as soon as it is there.
    </UpdateNotice>
  );
}

function Figure({ legend }: { legend: MapLegend }) {
  const what = `Map of ${legend.papers.toLocaleString('en')} papers`;
  return (
    <figure
      class="map"
      aria-describedby="areas"
      data-label={`${what}. Arrow keys walk, plus and minus zoom, 0 shows all; the paper in the middle is told, and Enter opens it.`}
    >
      <picture>
        <source media="(prefers-color-scheme: dark)" srcset="/map.svg?theme=dark" />
        <img
          src="/map.svg"
          alt={`${what}, ${legend.areas.length === 0 ? 'without names' : 'with the names of fields and topics where they lie'}`}
        />
      </picture>
      <div class="map-tools">
        <button type="button" value="in" aria-label="Zoom in">
          +
        </button>
        <button type="button" value="out" aria-label="Zoom out">
          −
        </button>
        <button type="button" value="fit" aria-label="Show all">
          ⤢
        </button>
      </div>
      <p class="map-card" role="status" hidden>
        <a href="/map">Paper</a>
        <span />
      </p>
    </figure>
  );
}

/** What the colours are: the same for those who do not see the map. */
function Areas({ legend: { areas, colours } }: { legend: MapLegend }) {
  if (areas.length === 0)
    return (
      <p class="facts" id="areas">
        Colours and names are those of topics, and none have been found yet: <code>paperkin topics update</code> finds them.
      </p>
    );
  const largest = [...areas.entries()].toSorted(([, a], [, b]) => b.papers - a.papers);
  return (
    <section aria-labelledby="areas">
      <h2 id="areas" class="section">
        {areas[0]?.level === 'field' ? 'Fields' : 'Topics'}
      </h2>
      <ul class="areas">
        {largest.map(([number, { id, name, papers, colour }]) => (
          <li data-area={number}>
            <Swatch light={colours.light[colour]} dark={colours.dark[colour]} />
            <a href={`/topics/${id}`}>{name}</a> <span class="share">{papers.toLocaleString('en')}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Swatch({ light, dark }: { light: string | undefined; dark: string | undefined }) {
  return (
    <svg viewBox="0 0 10 10" aria-hidden="true">
      <circle class="light" cx="5" cy="5" r="5" fill={light} />
      <circle class="dark" cx="5" cy="5" r="5" fill={dark} />
    </svg>
  );
}

function UpdateForm({ legend }: Pick<MapPageProps, 'legend'>) {
  return (
    <form class="actions" method="post" action="/map/update">
      <input type="hidden" name="back" value="/map" />
      <button type="submit" class={legend === undefined ? '' : 'small quiet'}>
        {legend === undefined ? 'Make the map' : 'Bring it up to date'}
      </button>
      {legend === undefined ? null : (
        <span class="share">
          {legend.upToDate ? 'As of' : 'Papers have come or changed since'} {legend.updated?.slice(0, 10) ?? 'some day'} ·{' '}
          <a href="/map.svg">picture</a> · <a href="/api/map.csv">table</a>
          {legend.trustworthiness === undefined ? null : ` · trustworthiness ${legend.trustworthiness.toFixed(2)}`}
        </span>
      )}
    </form>
  );
}
