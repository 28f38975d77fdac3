import { describe, expect, test } from 'vitest';
import { isSecretName, maskArguments, maskText } from '../../../src/shared/vocabulary';

const github = `ghp_${'abcdefghij'.repeat(4)}`;
const jwt = `eyJ${'hbGciOiJI'.repeat(2)}.eyJ${'zdWIiOiIx'.repeat(2)}.${'SflKxwRJ'.repeat(3)}`;

/** Lines as people type them, and as they are kept. Arguments that are split at spaces are kept the same way. */
describe('a secret is masked', () => {
  test.each([
    ['mysql --password=hunter2 db', 'mysql --password=••• db'],
    ['mysql --password hunter2 db', 'mysql --password ••• db'],
    ['mysql -u root -phunter2 db', 'mysql -u root -p••• db'],
    ['/usr/bin/mysqldump -phunter2 db', '/usr/bin/mysqldump -p••• db'],
    ['sshpass -p hunter2 ssh host', 'sshpass -p ••• ssh host'],
    ['redis-cli -a hunter2 ping', 'redis-cli -a ••• ping'],
    ['unzip -P hunter2 a.zip', 'unzip -P ••• a.zip'],
    ['7z x -phunter2 a.7z', '7z x -p••• a.7z'],
    ['tool --token abc123 go', 'tool --token ••• go'],
    ['tool --api-key=abc123', 'tool --api-key=•••'],
    ['tool --db-password abc', 'tool --db-password •••'],
    ['tool --client-secret abc', 'tool --client-secret •••'],
    ['tool --accessToken=abc', 'tool --accessToken=•••'],
    ['java -Djavax.net.ssl.trustStorePassword=abc Main', 'java -Djavax.net.ssl.trustStorePassword=••• Main'],
    ['GITHUB_TOKEN=abc make', 'GITHUB_TOKEN=••• make'],
    ['env AWS_SECRET_ACCESS_KEY=abc/def+g aws s3 ls', 'env AWS_SECRET_ACCESS_KEY=••• aws s3 ls'],
    ['export DB_PASSWORD_PROD=abc', 'export DB_PASSWORD_PROD=•••'],
    ['MYSQL_PWD=abc mysql', 'MYSQL_PWD=••• mysql'],
    ['SIGNING_KEY=abc make', 'SIGNING_KEY=••• make'],
    ['git clone https://me:secret@example.com/x.git', 'git clone https://me:•••@example.com/x.git'],
    ['redis-cli -u redis://:secret@host:6379', 'redis-cli -u redis://:•••@host:6379'],
    ['psql postgres://me:secret@host/db?sslmode=require', 'psql postgres://me:•••@host/db?sslmode=require'],
    ['curl https://x.io/a?access_token=abc&page=2', 'curl https://x.io/a?access_token=•••&page=2'],
    ['open http://127.0.0.1:80/#token=abc', 'open http://127.0.0.1:80/#token=•••'],
    ['curl -u me:secret https://x.io', 'curl -u me:••• https://x.io'],
    ['curl --user me:secret https://x.io', 'curl --user me:••• https://x.io'],
    [`use ${github}`, 'use •••'],
    [`echo github_pat_${'a1'.repeat(20)}`, 'echo •••'],
    [`echo glpat-${'a1-'.repeat(8)}`, 'echo •••'],
    ['echo xoxb-1234567890-abcdef', 'echo •••'],
    [`echo sk-ant-api03-${'abc'.repeat(10)}`, 'echo •••'],
    ['echo AKIAIOSFODNN7EXAMPLE', 'echo •••'],
    [`echo AIza${'a'.repeat(35)}`, 'echo •••'],
    [`echo npm_${'a'.repeat(36)}`, 'echo •••'],
    [`echo ${jwt}`, 'echo •••'],
    ['curl https://hooks.slack.com/services/T0/B0/XyZ', 'curl https://hooks.slack.com/services/•••'],
    ['openssl rsa -passin pass:abc', 'openssl rsa -passin pass:•••'],
  ])('%s', (line, kept) => {
    expect(maskText(line)).toBe(kept);
    expect(maskArguments(line.split(' ')).join(' ')).toBe(kept);
  });
});

test('an argument is masked as a whole, whatever is in it', () => {
  expect(maskArguments(['x', '--password', 'hunter two', 'y'])).toEqual(['x', '--password', '•••', 'y']);
  expect(maskArguments(['x', '--token=a b;c&d', 'y'])).toEqual(['x', '--token=•••', 'y']);
  expect(maskArguments(['env', 'API_KEY=a"b c', 'y'])).toEqual(['env', 'API_KEY=•••', 'y']);
});

test.each([
  [`curl -H "Authorization: Bearer abc.def"`, `curl -H "Authorization: Bearer •••"`],
  [`curl -H 'Authorization: abc def' x`, `curl -H 'Authorization: •••' x`],
  [`curl -H "X-Api-Key: abc"`, `curl -H "X-Api-Key: •••"`],
  [`curl -H 'PRIVATE-TOKEN: abc' x`, `curl -H 'PRIVATE-TOKEN: •••' x`],
  [`curl -H "Cookie: a=b; c=d"`, `curl -H "Cookie: •••"`],
  [`curl -d '{"user":"me","password":"abc"}' x`, `curl -d '{"user":"me","password":"•••"}' x`],
  [`curl -d 'user=me&password=abc' x`, `curl -d 'user=me&password=•••' x`],
  [`mysql --password 'hunter two' db`, `mysql --password '•••' db`],
  [`mysql --password "hunter two three" db`, `mysql --password "•••" db`],
  [`sh -c 'mysql --password hunter2 db'`, `sh -c 'mysql --password ••• db'`],
  [`TOKEN="a b" make`, `TOKEN="•••" make`],
  ['-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- x', '••• x'],
])('in a line with quotations: %s', (line, kept) => {
  const squeeze = (text: string) => text.replace(/\s+/g, ' ').replace(/••• (["'])/, '•••$1');
  expect(squeeze(maskText(line))).toBe(kept);
});

test.each([
  'npm install --save express',
  'echo password',
  'git commit -m "password reset"',
  'git commit -m fix-token',
  'tool --token-file /run/secrets/token',
  'tool --password-stdin',
  'PASSWORD_FILE=/run/secrets/db docker compose up',
  'tool --no-password me',
  'ssh -i ~/.ssh/id_ed25519 host',
  'curl --key client.pem https://x.io',
  'docker run -u 1000:1000 -p 80:80 nginx',
  'git push -u origin main',
  'git clone git@github.com:me/x.git',
  'git clone ssh://git@github.com/me/x.git',
  'tar -p -xf a.tar',
  'PWD=/home/me OLDPWD=/tmp env',
  'TOKENIZERS_PARALLELISM=false python train.py',
  'SSH_AUTH_SOCK=/tmp/agent.1 ssh host',
  'mysql -p',
  'tool --password --user me',
  'task-sk-1 run',
  'sort --sort-key=2 -k 3',
  'node server.js --port=8080 --host=0.0.0.0',
  'grep -rn "key: value" config',
  'kubectl get secrets',
  'vault read secret/data/app',
  'make -j8 CFLAGS=-O2',
])('what is no secret stays readable: %s', (line) => {
  expect(maskText(line)).toBe(line);
  expect(maskArguments(line.split(' ')).join(' ')).toBe(line);
});

test.each([
  ['DB_PASSWORD', true],
  ['apiKey', true],
  ['--auth-token', true],
  ['x-amz-signature', true],
  ['keyboard', false],
  ['author', false],
  ['PUBLIC_KEY', false],
  ['monkey', false],
  ['a'.repeat(1_000_000), false],
])('%.40s is the name of a secret: %s', (name, expected) => {
  expect(isSecretName(name)).toBe(expected);
});

test.each([
  '-',
  '-a',
  '--token ',
  '--token "',
  "'",
  'eyJ-',
  'eyJa.',
  'A_',
  'TOKEN=',
  '://a:',
  'a:a',
  '-----BEGIN ',
  'PRIVATE KEY-----',
  'a-',
  '"a":',
  '{"password":"',
  '"password" : ',
  'authorization: ',
  'x-y:',
  '=',
  ' =',
  '?a=',
  '\\',
  '\t',
  'pass:',
  'bearer ',
])('a hostile text of 64,000 characters takes no time: %j', (part) => {
  const text = part.repeat(Math.ceil(64_000 / part.length));
  const begin = performance.now();
  maskText(text);
  maskArguments([text, text]);
  maskArguments(text.split(' '));
  expect(performance.now() - begin).toBeLessThan(1_500);
});
