#!/usr/bin/env node
const notBuilt = (cause) => {
  console.error(
    'leat-coinbase-fetch is not built: run "npm run setup" in its checkout (' + cause.message + ')',
  );
  process.exitCode = 2;
};
import('../dist/launch.js').then((it) => it.launch(), notBuilt);
