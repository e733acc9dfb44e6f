import type { LexicalQuery, SparseVectors } from '../lexical/lexical-index.js';
import { DenseExamples, SparseExamples, type SparseRow, trainSvm } from './linear-svm.js';

/**
 * What a reader's likes have that other papers do not, learnt in both views: a direction among vectors, and a weight
 * for each term. Linear, so that an index finds and scores with it as with a question.
 */
export interface Taste {
  /** Unit vector. */
  dense: Float32Array;
  lexical: LexicalQuery;
  /** The heaviest terms of `words` that speak for a paper: what looks for candidates. */
  finding: LexicalQuery;
}

/** Where tastes are learnt. */
export interface Learner {
  /** @param background Papers that stand for all those that were not judged: of one `identity` the same each time. */
  learn(judged: Judged, background: Background): Promise<Taste>;
  close(): Promise<void>;
}

/** Papers in both views. */
export interface PapersInBothViews {
  /** Unit vectors; undefined where a paper has none yet. */
  vectors: readonly (Float32Array | undefined)[];
  terms: SparseVectors;
}

export interface Judged extends PapersInBothViews {
  /** Of each paper how much it counts: above 0 what is liked, below 0 what is not. */
  weights: readonly number[];
}

export interface Background extends PapersInBothViews {
  identity: string;
  dimensions: number;
}

/** Chosen on 250 readers of `followups` (docs/figures.md); flat around these. */
const MEANING = { cost: 1, passes: 8, constant: 1 };
const WORDS = { cost: 1, passes: 6, constant: 1 };
/** Terms of a taste, about: what is left out weighs next to nothing. */
const MAX_TERMS = 4_000;
const FINDING_TERMS = 200;

/** Columns that are looked at to find how heavy the heaviest are. */
const SAMPLED = 2_000;

/** Learns what tells likes from a background, which is prepared once for many readers. */
export class TasteLearner {
  readonly #background: Background;
  readonly #columns = new Columns();
  readonly #rows: SparseRow[];

  constructor(background: Background) {
    this.#background = background;
    this.#rows = sparseRows(background.terms, this.#columns);
  }

  learn({ vectors, terms, weights }: Judged): Taste {
    const { vectors: others } = this.#background;
    const all = [...weights, ...others.map(() => BACKGROUND)];
    return { dense: this.#meaning([...vectors, ...others], all), ...this.#words(terms, all) };
  }

  #meaning(vectors: readonly (Float32Array | undefined)[], weights: readonly number[]): Float32Array {
    const { dimensions } = this.#background;
    const judged = vectors.length - this.#background.vectors.length;
    // Of the background every other one: a vector has fewer weights to be learnt than there are terms.
    const known = [...vectors.keys()].filter((i) => vectors[i] !== undefined && weights[i] !== 0 && (i < judged || i % 2 === 0));
    const rows = known.map((i) => vectors[i] as Float32Array);
    const plane = trainSvm(new DenseExamples(rows, dimensions, MEANING.constant), {
      ...sides(
        known.map((i) => weights[i] as number),
        MEANING.cost,
      ),
      passes: MEANING.passes,
    });
    const length = Math.hypot(...plane.subarray(0, dimensions)) || 1;
    return Float32Array.from(plane.subarray(0, dimensions), (x) => x / length);
  }

  #words(terms: SparseVectors, sideWeights: readonly number[]): Pick<Taste, 'lexical' | 'finding'> {
    // The reader's own terms get columns behind those of the background, and leave no trace in it.
    const columns = new Columns(this.#columns);
    const rows = [...sparseRows(terms, columns), ...this.#rows];
    const counted = [...rows.keys()].filter((i) => sideWeights[i] !== 0);
    const examples = counted.map((i) => rows[i] as SparseRow);
    const training = sides(
      counted.map((i) => sideWeights[i] as number),
      WORDS.cost,
    );
    const plane = trainSvm(new SparseExamples(examples, columns.count, WORDS.constant), { ...training, passes: WORDS.passes });
    // The index itself multiplies by idf.
    const queryOf = (chosen: readonly number[]): LexicalQuery => ({
      ids: chosen.map((column) => columns.term(column).id),
      weights: chosen.map((column) => (plane[column] as number) / columns.term(column).idf),
      measure: 'cosine',
    });
    const heaviest = heaviestColumns(plane.subarray(0, columns.count), MAX_TERMS);
    const speaking = heaviest.filter((column) => (plane[column] as number) > 0);
    speaking.sort((a, b) => (plane[b] as number) - (plane[a] as number));
    return { lexical: queryOf(heaviest), finding: queryOf(speaking.slice(0, FINDING_TERMS)) };
  }
}

/** Terms numbered one after the other, behind those of others where there are such: to copy these for each reader takes as long as to learn. */
class Columns {
  readonly #before: Columns | undefined;
  readonly #from: number;
  readonly #columns = new Map<number, number>();
  readonly #terms: { id: number; idf: number }[] = [];

  constructor(before?: Columns) {
    this.#before = before;
    this.#from = before?.count ?? 0;
  }

  get count(): number {
    return this.#from + this.#terms.length;
  }

  /** The column of a term, a new one where it has none. */
  of(id: number, idf: number): number {
    const known = this.find(id);
    if (known !== undefined) return known;
    const column = this.count;
    this.#terms.push({ id, idf });
    this.#columns.set(id, column);
    return column;
  }

  find(id: number): number | undefined {
    return this.#before?.find(id) ?? this.#columns.get(id);
  }

  term(column: number): { id: number; idf: number } {
    const term = column < this.#from ? this.#before?.term(column) : this.#terms[column - this.#from];
    if (!term) throw new RangeError(`There is no column ${column}.`);
    return term;
  }
}

/** A paper of the background counts as one that is somewhat disliked: there are very many. */
const BACKGROUND = -1;

function sparseRows({ starts, ids, values, idf }: SparseVectors, all: Columns): SparseRow[] {
  return Array.from({ length: starts.length - 1 }, (_, row) => {
    const [start, end] = [starts[row] as number, starts[row + 1] as number];
    const columns = new Uint32Array(end - start);
    for (let i = start; i < end; i++) columns[i - start] = all.of(ids[i] as number, idf[i] as number);
    return { columns, values: values.subarray(start, end) };
  });
}

/** The columns with the greatest weights, whatever their sign; about `most`, by a threshold that a sample gives: to sort all takes longer than to learn. */
function heaviestColumns(plane: Float64Array, most: number): number[] {
  const step = Math.max(1, Math.floor(plane.length / SAMPLED));
  const sample = Float64Array.from({ length: Math.ceil(plane.length / step) }, (_, i) => Math.abs(plane[i * step] as number)).sort();
  const place = sample.length - Math.ceil(most / step);
  const least = place > 0 ? (sample[place] as number) : 0;
  const columns: number[] = [];
  for (let column = 0; column < plane.length; column++) {
    const weight = Math.abs(plane[column] as number);
    if (weight > 0 && weight >= least) columns.push(column);
  }
  return columns.slice(0, 2 * most);
}

/** Labels and costs: however many there are of each label, together they count as much as those of the other. */
function sides(weights: readonly number[], cost: number): { labels: Int8Array; costs: Float64Array } {
  let [liked, others] = [0, 0];
  for (const weight of weights) {
    if (weight > 0) liked += weight;
    else others -= weight;
  }
  const half = (cost * weights.length) / 2;
  return {
    labels: Int8Array.from(weights, (weight) => (weight > 0 ? 1 : -1)),
    costs: Float64Array.from(weights, (weight) => (half * Math.abs(weight)) / (weight > 0 ? liked : others)),
  };
}
