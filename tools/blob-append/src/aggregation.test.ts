import { expect, test } from 'vitest';
import { parseAggregation } from './aggregation.ts';

const good = `# what is appended to what
blob_container: coinbasedata
source_subcontainer: datadownload
source_file_name: rawdata.parquet
target_subcontainer: coinbasedata/
target_file_name: coinbase_data.parquet
`;

test('the file of the Dagster pipeline names two blobs', () => {
  expect(parseAggregation(good, 'a.yaml')).toEqual({
    from: 'az://coinbasedata/datadownload/rawdata.parquet',
    to: 'az://coinbasedata/coinbasedata/coinbase_data.parquet',
  });
});

test.for([
  [
    'an unknown key',
    good.replace('source_file_name', 'source_file'),
    'a.yaml line 4: source_file is not known',
  ],
  ['a missing key', good.replace(/^target_f.*\n/m, ''), 'a.yaml: target_file_name must be in it'],
  [
    'a value that is no text',
    good.replace('datadownload', '[a]'),
    'line 3: source_subcontainer must be a text',
  ],
  ['no value', good.replace(' datadownload', ''), 'line 3: source_subcontainer must be a text'],
  ['a key twice', `${good}blob_container: other\n`, 'Map keys must be unique'],
  ['a file without keys', 'just text', 'a.yaml: it has no keys'],
])('%s is refused with its place', ([, text, message]) => {
  expect(() => parseAggregation(text!, 'a.yaml')).toThrow(message);
});
