// Fails when src/shared/api/schema.d.ts is not what openapi.json says.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const made = join(mkdtempSync(join(tmpdir(), 'api-')), 'schema.d.ts');
execFileSync(
  process.execPath,
  ['node_modules/openapi-typescript/bin/cli.js', 'openapi.json', '-o', made, '--default-non-nullable', 'false'],
  { stdio: 'ignore' },
);
if (readFileSync(made, 'utf8') !== readFileSync('src/shared/api/schema.d.ts', 'utf8')) {
  process.stderr.write('src/shared/api/schema.d.ts has drifted from openapi.json: run npm run api:generate\n');
  process.exit(1);
}
