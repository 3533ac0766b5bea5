#!/usr/bin/env bash
# Candles of one product, appended to one Parquet table: from its last candle on, so a gap of days is filled by itself.
# Needs TABLE (a path, az://container/coinbase_data.parquet or s3://bucket/...) and the credentials of its store, or a
# leat.yaml that has them. PRODUCT is ETH-EUR and GRANULARITY 15m unless set.
# Options for the fetch may be given: coinbase.sh --last 30d
set -euo pipefail
: "${TABLE:?set TABLE to the table, such as az://coinbasedata/coinbasedata/coinbase_data.parquet}"
leat-coinbase-fetch "${PRODUCT:-ETH-EUR}" --granularity "${GRANULARITY:-15m}" --since-table "$TABLE" "$@" |
  leat-blob-append --to "$TABLE" --key time --keep last --type time=TIMESTAMPTZ \
    --type low=DOUBLE --type high=DOUBLE --type open=DOUBLE --type close=DOUBLE --type volume=DOUBLE
