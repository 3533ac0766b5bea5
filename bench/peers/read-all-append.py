"""The usual way: read all of the table, add the rows, drop duplicates, write all of it again."""
import io
import os
import sys

import pandas as pd
from azure.storage.blob import BlobServiceClient

container, blob, lines = sys.argv[1:]
service = BlobServiceClient.from_connection_string(os.environ["AZURE_STORAGE_CONNECTION_STRING"])
client = service.get_blob_client(container=container, blob=blob)
table = pd.read_parquet(io.BytesIO(client.download_blob().readall()))
rows = pd.read_json(lines, lines=True)
rows["time"] = pd.to_datetime(rows["time"], utc=True).astype(table["time"].dtype)
whole = pd.concat([table, rows]).drop_duplicates(keep="first").reset_index(drop=True)
buffer = io.BytesIO()
whole.to_parquet(buffer)
buffer.seek(0)
client.upload_blob(buffer, overwrite=True)
