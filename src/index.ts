/**
 * Paperkin as a library: `openEngine` gives an {@link Engine} over a folder of papers, with the
 * same verbs as the command line and the HTTP server; `openEmbedder` gives the embedder alone.
 */

export type { Config, ConfigOverrides } from './config.js';
export type { Embedder, EmbedOptions, ModelDescription } from './embedding/embedder.js';
export type { EmbedResult, Engine, ImportProgress, ImportSummary, LongWork, ModelChoice, ModelInfo, Status } from './engine.js';
export { ERROR_CODES, type ErrorCode, PaperkinError } from './errors.js';
export type { Comparison, Evaluation, Interval, Replay } from './evaluate/answer.js';
export { type Benchmark, readBenchmark } from './evaluate/benchmark.js';
export type { ReplayQuery } from './evaluate/query.js';
export type { ReadItem } from './formats/format-parser.js';
export type { Format } from './formats/registry/formats.js';
export type { MergesPage } from './importing/list-merges.js';
export type { MergesQuery } from './importing/query.js';
export type { Recovering } from './indexing/recovering.js';
export type { MapLegend, MapPicture, MapState, MapUpdate } from './map/answer.js';
export type { MapPictureQuery, UpdateMap } from './map/query.js';
export type { MarkedPaper, NamedTopicPaper, NamedTopicSummary, NamedTopicView } from './named-topics/answer.js';
export type { ChangeNamedTopic, CreateNamedTopic, JudgeNamedTopic, NamedPapersQuery } from './named-topics/query.js';
export { openEmbedder, openEngine } from './open.js';
export type { Paper } from './paper/paper.js';
export type { Action, ProfileEvent } from './profile/event.js';
export type { Rules } from './profile/rules.js';
export type { Created, Done, Imported, LibraryReport, ProfileView, Removed } from './readers/answer.js';
export type { CreateProfile, EditInterest, ProfileListQuery } from './readers/query.js';
export type { InterestSummary, Obstacle, PickedPaper, Picks, Why, WhyNot } from './recommend/answer.js';
export type { RecommendQuery, WhyNotQuery } from './recommend/query.js';
export type { Answer, ScoredPaper } from './search/answer.js';
export type { ListQuery, SearchQuery, SimilarQuery } from './search/query.js';
export { createApp } from './server/app.js';
export type { PaperSource, SourceItem } from './sources/paper-source.js';
export type { ImportReport, Merge, MergeReason } from './stores/paper-store.js';
export type { ProfilePage, ProfileSummary } from './stores/profile-store.js';
export type { TopicChange, TopicLevel } from './stores/topic-store.js';
export type { Membership, TopicList, TopicPaper, TopicSummary, TopicUpdate, TopicUpdating, TopicView } from './topics/answer.js';
export type { FollowTopic, MergeTopics, RenameTopic, SplitTopic, TopicListQuery, TopicPapersQuery, UpdateTopics } from './topics/query.js';
export type { TermTrends, TopicTrends, TopicTrendView } from './trends/answer.js';
export type { TermTrendsQuery, TopicTrendsQuery } from './trends/query.js';
export { VERBS, type VerbName } from './verbs/table.js';
export { trendSentence } from './wording/trend.js';
