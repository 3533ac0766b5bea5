/** A decoded struct: its fields in the order of the file, also those that nobody here knows. */
export type Struct = readonly Field[];

export interface Field {
  readonly id: number;
  /** One of `types.data.ts`. */
  readonly type: number;
  readonly value: ThriftValue;
}

/** Whole numbers are `number` as long as that is exact; doubles and UUIDs stay the bytes they are. */
export type ThriftValue =
  | boolean
  | number
  | bigint
  | Uint8Array
  | Struct
  | ThriftList
  | ThriftMap
  | Undecoded;

/** A list or a set. */
export interface ThriftList {
  readonly element: number;
  readonly values: readonly ThriftValue[];
}

export interface ThriftMap {
  readonly key: number;
  readonly value: number;
  readonly entries: readonly (readonly [ThriftValue, ThriftValue])[];
}

/** A struct, list, set or map that nobody has asked for: the bytes [start, end) of what it was found in. */
export interface Undecoded {
  readonly source: Uint8Array;
  readonly start: number;
  readonly end: number;
}
