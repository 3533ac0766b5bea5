/** Field ids of `parquet.thrift` (apache/parquet-format), as far as they are read or written here. */

export const FILE = {
  schema: 2,
  rows: 3,
  rowGroups: 4,
  keyValues: 5,
  createdBy: 6,
  columnOrders: 7,
  encryption: 8,
} as const;

export const ELEMENT = {
  type: 1,
  typeLength: 2,
  repetition: 3,
  name: 4,
  children: 5,
  converted: 6,
  scale: 7,
  precision: 8,
  logical: 10,
} as const;

export const KEY_VALUE = { key: 1, value: 2 } as const;

export const GROUP = {
  columns: 1,
  totalByteSize: 2,
  rows: 3,
  sorting: 4,
  fileOffset: 5,
  compressedSize: 6,
  ordinal: 7,
} as const;

export const CHUNK = {
  filePath: 1,
  fileOffset: 2,
  meta: 3,
  offsetIndexOffset: 4,
  offsetIndexLength: 5,
  columnIndexOffset: 6,
  columnIndexLength: 7,
  crypto: 8,
} as const;

export const META = {
  type: 1,
  encodings: 2,
  path: 3,
  codec: 4,
  values: 5,
  uncompressedSize: 6,
  compressedSize: 7,
  dataPage: 9,
  indexPage: 10,
  dictionaryPage: 11,
  statistics: 12,
  bloomOffset: 14,
  bloomLength: 15,
} as const;

export const STATISTICS = {
  legacyMax: 1,
  legacyMin: 2,
  nulls: 3,
  max: 5,
  min: 6,
  isMaxExact: 7,
  isMinExact: 8,
} as const;

export const PAGE = { type: 1, uncompressedSize: 2, compressedSize: 3, data: 5 } as const;
