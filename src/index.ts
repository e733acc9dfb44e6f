/**
 * Paperkin as a library: `openEngine` gives an {@link Engine} over a folder of papers, with the
 * same verbs as the command line and the HTTP server.
 */

export type { Config, ConfigOverrides } from './config.js';
export type { Engine, ImportOptions, ImportProgress, ImportSummary, Status } from './engine.js';
export { ERROR_CODES, type ErrorCode, PaperkinError } from './errors.js';
export type { Format } from './ingest/reader.js';
export type { EmbedResult } from './intake/embed-papers.js';
export { openEngine } from './open.js';
export type { Paper } from './paper/paper.js';
export type { Answer, ScoredPaper } from './search/answer.js';
export type { ListQuery, SearchQuery, SimilarQuery } from './search/query.js';
export { createApp } from './server/app.js';
export type { ImportReport } from './stores/paper-store.js';
