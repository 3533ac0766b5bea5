import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeProject } from './temporary-project.ts';

const config = fileURLToPath(new URL('../../../leat.example.yaml', import.meta.url));

test('the example works as it stands, and a profile switches the server', async () => {
  const project = await makeProject();
  await project.write('home/.config/leat/clowder.token', 'key-of-the-example\n');
  const load = (profile?: string) =>
    project.load({ options: {}, resources: ['clowder'], flags: { config, profile } });

  const base = await load();
  expect(base.resources.clowder).toMatchObject({
    url: 'https://clowder.example.org/clowder',
    token: 'key-of-the-example',
    api: 'auto',
    tlsVerify: true,
  });
  const local = await load('local');
  expect(local.resources.clowder).toMatchObject({ url: 'http://127.0.0.1:8000', token: 'local-test-key' });
  const problems = await project.problems({
    options: {},
    resources: ['clowder'],
    flags: { config, profile: 'prod' },
  });
  expect(problems.map(({ message }) => message)).toEqual(['the file /etc/leat/clowder.token does not exist']);
});
