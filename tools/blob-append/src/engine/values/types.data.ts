/** The whole numbers that a type holds: the least and the most. */
export const INTEGERS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  TINYINT: [-128n, 127n],
  SMALLINT: [-32_768n, 32_767n],
  INTEGER: [-2_147_483_648n, 2_147_483_647n],
  BIGINT: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  UTINYINT: [0n, 255n],
  USMALLINT: [0n, 65_535n],
  UINTEGER: [0n, 4_294_967_295n],
  UBIGINT: [0n, 18_446_744_073_709_551_615n],
};

/** Types that a Parquet file can hold but no JSON or CSV text can say. */
export const WITHOUT_TEXT: ReadonlySet<string> = new Set(['BLOB', 'INTERVAL']);

/** All types without parameters that are taken. HUGEINT is none: DuckDB writes it into Parquet as DOUBLE. */
export const SCALARS: ReadonlySet<string> = new Set([
  ...Object.keys(INTEGERS),
  ...WITHOUT_TEXT,
  'BOOLEAN',
  'DATE',
  'DOUBLE',
  'FLOAT',
  'JSON',
  'TIME',
  'TIME WITH TIME ZONE',
  'TIME_NS',
  'TIMESTAMP',
  'TIMESTAMP WITH TIME ZONE',
  'TIMESTAMP_MS',
  'TIMESTAMP_NS',
  'UUID',
  'VARCHAR',
]);

/** Other names that people give to types (DuckDB, `data_types/overview`). */
export const ALIASES: Readonly<Record<string, string>> = {
  BOOL: 'BOOLEAN',
  BYTEA: 'BLOB',
  DATETIME: 'TIMESTAMP',
  FLOAT4: 'FLOAT',
  FLOAT8: 'DOUBLE',
  INT: 'INTEGER',
  INT1: 'TINYINT',
  INT2: 'SMALLINT',
  INT4: 'INTEGER',
  INT8: 'BIGINT',
  LONG: 'BIGINT',
  REAL: 'FLOAT',
  STRING: 'VARCHAR',
  TEXT: 'VARCHAR',
  TIMESTAMPTZ: 'TIMESTAMP WITH TIME ZONE',
  TIMETZ: 'TIME WITH TIME ZONE',
};
