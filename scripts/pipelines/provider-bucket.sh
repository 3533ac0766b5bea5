#!/usr/bin/env bash
# What a provider has put into a bucket, into a bucket of ours: what is new, what has changed, and what failed before.
# Needs PROVIDER (s3://provider/studies/) and RAW (s3://raw/studies/), az:// or a directory alike, and the credentials
# of their store. Options for the scan may be given: provider-bucket.sh --since 7d
set -euo pipefail
: "${PROVIDER:?set PROVIDER to where the data appears, such as s3://provider/studies/}"
: "${RAW:?set RAW to where it goes, such as s3://raw/studies/}"
# A ledger of its own: other copies go to other places.
ledger="${LEDGER:-${XDG_STATE_HOME:-$HOME/.local/state}/leat/provider-bucket.db}"
leat-scan "$PROVIDER" --as file --skip-done "$ledger" "$@" | leat-copy --ledger "$ledger" --to "$RAW"
