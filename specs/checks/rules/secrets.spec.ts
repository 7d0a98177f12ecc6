// What looks like a secret and what does not: the names and values that such rules cry at for nothing.
import { expect, test } from '@jest/globals';
import { container, deployment, deploymentOf, findings, messages } from './manifests';

const told = (name: string, value: string, settings?: object) =>
  messages('secret-in-env', deploymentOf({ env: [{ name, value }] }), { settings }).length === 1;

test.each([
  ['POSTGRES_PASSWORD', 'postgres'],
  ['MYSQL_ROOT_PASSWORD', '123456'],
  ['DB_PASSWD', 'changeme'],
  ['DB_PASS', 'geheim'],
  ['passphrase', 'correct horse'],
  ['API_KEY', 'd41d8cd98f00b204'],
  ['apiKey', 'd41d8cd98f00b204'],
  ['AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI'],
  ['AZURE_STORAGE_KEY', 'abc'],
  ['AZURE_BATCH_KEY', 'abc'],
  ['SECRET_KEY', 'django'],
  ['JWT_SECRET', 'x'],
  ['GITHUB_TOKEN', 'x'],
  ['SMTP_CREDENTIAL', 'x'],
])('%s with %s is a secret', (name, value) => {
  expect(told(name, value)).toBe(true);
});

test.each([
  ['DB_PASSWORD', ''],
  ['DB_PASSWORD', '$(OTHER)'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what envsubst replaces
  ['DB_PASSWORD', '${DB_PASSWORD}'],
  ['DB_PASSWORD', '{{ .Values.password }}'],
  ['DB_PASSWORD', '<set by the pipeline>'],
  ['DB_PASSWORD', 'vault:secret/data/db#password'],
  ['DB_PASSWORD', 'arn:aws:secretsmanager:eu-west-1:1:secret:db'],
  ['DB_PASSWORD', 'ENC[AES256_GCM,data:x]'],
  ['DB_PASSWORD_FILE', '/run/secrets/db'],
  ['DB_PASSWORD_PATH', 'db'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['ALLOW_EMPTY_PASSWORD', 'yes'],
  ['REQUIRE_PASSWORD', 'x'],
  ['USE_TOKEN', 'true'],
  ['SECRET_NAME', 'db'],
  ['CLIENT_SECRET_REF', 'db'],
  ['SECRETS_MANAGER', 'vault'],
  ['TOKEN_TTL', '15m'],
  ['TOKEN_URL', 'https://auth.example.com/token'],
  ['TOKEN_ISSUER', 'auth'],
  ['TOKEN_ENDPOINT', 'https://auth.example.com/token'],
  ['MAX_TOKENS', '4096'],
  ['TOKEN_BUDGET', '4096'],
  ['TOKEN', '/var/run/secrets/kubernetes.io/serviceaccount/token'],
  ['AWS_ACCESS_KEY_ID', 'dev'],
  ['JWT_PUBLIC_KEY', 'abc'],
  ['TOKENIZER', 'bert'],
  ['SECRET_STORE', 'vault'],
  ['PASSWORD_ENCODER', 'bcrypt'],
  ['COMPASS', 'north'],
  ['BYPASS_CACHE', 'x'],
  ['KEYBOARD', 'de'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/etc/google/key.json'],
])('%s with %s is none', (name, value) => {
  expect(told(name, value)).toBe(false);
});

/** In two parts, so that nobody takes this file for a leak. */
const joined = (...parts: readonly string[]) => parts.join('');

test.each([
  ['a private key', joined('-----BEGIN RSA PRIV', 'ATE KEY-----\nabc')],
  ['a key of AWS', joined('AKIA', 'IOSFODNN7EXAMPLE')],
  ['a token of GitHub', joined('ghp', '_0123456789abcdef0123456789abcdef0123')],
  ['a token of Slack', joined('xox', 'b-0123456789-0123456789')],
  ['a signed token', joined('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.dozjgNryP4J3jVmNHl0w5N')],
  ['an address with a password', 'postgres://shop:geheim@db:5432/shop'],
])('the shape of %s is a secret under any name', (_what, value) => {
  expect(told('SETTING', value)).toBe(true);
});

test.each([
  'postgres://db:5432/shop',
  'postgres://shop@db:5432/shop',
  'postgres://shop:$(DB_PASSWORD)@db:5432/shop',
  'postgres://shop:{{password}}@db:5432/shop',
  'http://a:8080/b@c',
])('the address %s is none', (value) => {
  expect(told('DATABASE_URL', value)).toBe(false);
});

test('the value is not told, whoever finds it', () => {
  const [finding] = findings('secret-in-env', deploymentOf({ env: [{ name: 'DB_PASSWORD', value: 'geheim' }] }));
  expect(JSON.stringify({ ...finding, place: undefined })).not.toContain('geheim');
});

test('further names and values can be set, and exceptions', () => {
  expect(told('PIN', 'abcd')).toBe(false);
  expect(told('PIN', 'abcd', { names: '^pin$' })).toBe(true);
  expect(told('DB_PASSWORD', 'abcd', { names: '^pin$' })).toBe(true);
  expect(told('SETTING', 'shop-key-1', { values: '^shop-key-' })).toBe(true);
  expect(told('DB_PASSWORD', 'abcd', { except: '^db_' })).toBe(false);
  expect(() => told('PIN', 'abcd', { names: '(' })).toThrow('secret-in-env: names: expected a regular expression');
});

const configMap = (data: object) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'shop' }, data });

test.each([
  { name: 'a password', data: { 'db.password': 'geheim' }, count: 1 },
  { name: 'two', data: { 'db.password': 'geheim', API_KEY: 'x' }, count: 2 },
  { name: 'a file called after secrets', data: { 'secrets.yaml': 'password: x' }, count: 0 },
  { name: 'a text of several lines', data: { token: 'a: b\nc: d\n' }, count: 0 },
  { name: 'a file with a key in it', data: { 'app.conf': joined('key=-----BEGIN PRIV', 'ATE KEY-----') }, count: 1 },
  { name: 'nothing', data: {}, count: 0 },
])('a ConfigMap with $name', ({ data, count }) => {
  expect(messages('secret-in-config-map', configMap(data))).toHaveLength(count);
});

test('secrets in variables are told once of each container', () => {
  const from = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'db', key: name } } });
  const plain = { name: 'LEVEL', value: 'info' };
  const given = deployment({
    containers: [
      container({ env: [plain, from('USER'), from('PASSWORD')], envFrom: [{ secretRef: { name: 'all' } }] }),
      container({ name: 'proxy', env: [plain], envFrom: [{ configMapRef: { name: 'all' } }] }),
    ],
  });
  expect(messages('secret-from-env', given)).toEqual([
    'container "web" has secrets in its environment: USER, PASSWORD, all of Secret all',
  ]);
});

test.each([
  { name: 'two values', env: ['A=1', 'B=2', 'A=3'], told: ['names A twice: "3" wins'] },
  { name: 'the same value', env: ['A=1', 'A=1'], told: ['names A twice: "1" wins'] },
  { name: 'three', env: ['A=1', 'A=2', 'A=3'], told: ['names A 3 times: "3" wins'] },
  { name: 'names in other letters', env: ['A=1', 'a=2'], told: [] },
])('a variable named twice: $name', ({ env, told: says }) => {
  const given = env.map((pair) => ({ name: pair.split('=')[0], value: pair.split('=')[1] }));
  expect(messages('duplicate-env', deploymentOf({ env: given }))).toEqual(
    says.map((text) => `container "web" ${text}`),
  );
});

test('a variable that replaces one of envFrom is no duplicate', () => {
  const env = [{ name: 'LEVEL', value: 'debug' }];
  const given = deploymentOf({
    env,
    envFrom: [{ configMapRef: { name: 'shop' } }, { configMapRef: { name: 'more' } }],
  });
  expect(messages('duplicate-env', [given, configMap({ LEVEL: 'info' })])).toEqual([]);
});
