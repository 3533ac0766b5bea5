export { runTool } from './cli/run-tool.ts';
export { whyUnusable } from './directory.ts';
export { Failure, UsageFailure, type FailureClass, type FailureDetail } from './failure.ts';
export type { Log } from './log.ts';
export type { Members } from './members.ts';
export type { JsonObject } from './json-line.ts';
export type { Item } from './record.ts';
export { retrying, type RetryRules } from './retry.ts';
export { openSlots, type Slots } from './slots.ts';
export { command } from './tool.ts';
export type {
  Batch,
  Check,
  Command,
  CommandContext,
  Emitter,
  Lookup,
  OpenContext,
  OpenReducer,
  OpenStep,
  Reduced,
  Reducer,
  Source,
  Step,
} from './tool.ts';
export { formatCount, formatSeconds, formatSize } from './units.ts';
