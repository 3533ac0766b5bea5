import { expect, test } from 'vitest';
import { makeProject } from './temporary-project.ts';

const whole = `blob_container: "coinbasedata"

source_subcontainer: "datadownload"
source_file_name: "rawdata.parquet"

target_subcontainer: "coinbasedata"
target_file_name: "coinbase_data.parquet"
`;
const options = {
  from: { type: 'text', describe: 'x' },
  to: { type: 'text', describe: 'x' },
} as const;

async function request(text: string) {
  const project = await makeProject();
  const config = await project.write('project/aggregation.yaml', text);
  return { project, request: { tool: 'blob-append', options, flags: { config } } };
}

test('the file that people have says from where and to where', async () => {
  const it = await request(whole);
  const { values, origin } = await it.project.load(it.request);
  expect(values).toEqual({
    from: 'az://coinbasedata/datadownload/rawdata.parquet',
    to: 'az://coinbasedata/coinbasedata/coinbase_data.parquet',
  });
  expect(origin('blob-append', 'to')).toMatch(/aggregation\.yaml/);
});

test('a flag is stronger', async () => {
  const it = await request(whole);
  const flags = { ...it.request.flags, to: 'az://other/table' };
  expect((await it.project.load({ ...it.request, flags })).values.to).toBe('az://other/table');
});

test.for([
  [whole.replace(/target_file_name.*\n/, ''), 'an aggregation file needs target_file_name'],
  [
    whole.replace('source_file_name', 'source_filename'),
    'an aggregation file has no setting source_filename',
  ],
  [whole.replace('"datadownload"', '[a]'), 'source_subcontainer is a list, expected a text'],
])('what is wrong in it is named with its place', async ([text, message]) => {
  const it = await request(text!);
  const problems = await it.project.problems(it.request);
  expect(problems.map((problem) => problem.message)).toContain(message);
  expect(problems[0]!.where).toMatch(/aggregation\.yaml:\d+:\d+$/);
});
