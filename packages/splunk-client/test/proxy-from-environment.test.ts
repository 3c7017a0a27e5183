import { expect, test } from 'vitest';
import { proxyFromEnvironment } from '../src/index.ts';

const splunk = 'https://sh1.splunk.example:8089';
const proxy = 'http://proxy.example:3128';

test.for<{ name: string; url?: string; env: Record<string, string>; expected: string | undefined }>([
  { name: 'nothing', env: {}, expected: undefined },
  { name: 'HTTPS_PROXY', env: { HTTPS_PROXY: proxy }, expected: proxy },
  { name: 'https_proxy', env: { https_proxy: proxy }, expected: proxy },
  {
    name: 'both, of which the lower case counts',
    env: { https_proxy: proxy, HTTPS_PROXY: 'http://other' },
    expected: proxy,
  },
  { name: 'the other scheme', env: { HTTP_PROXY: proxy }, expected: undefined },
  { name: 'HTTP_PROXY', url: 'http://splunk.example:8089', env: { HTTP_PROXY: proxy }, expected: proxy },
  { name: 'ALL_PROXY', env: { ALL_PROXY: proxy }, expected: proxy },
  {
    name: 'an empty one, which means none',
    env: { https_proxy: '', HTTPS_PROXY: proxy },
    expected: undefined,
  },
  { name: 'one without a scheme', env: { HTTPS_PROXY: 'proxy.example:3128' }, expected: proxy },
  { name: 'this machine', url: 'https://127.0.0.1:8089', env: { HTTPS_PROXY: proxy }, expected: undefined },
  {
    name: 'this machine by IPv6',
    url: 'https://[::1]:8089',
    env: { HTTPS_PROXY: proxy },
    expected: undefined,
  },
])('reads $name', ({ url = splunk, env, expected }) => {
  expect(proxyFromEnvironment(url, env)).toBe(expected);
});

test.for([
  { list: '*', excluded: true },
  { list: 'sh1.splunk.example', excluded: true },
  { list: 'SH1.Splunk.Example', excluded: true },
  { list: 'splunk.example', excluded: true },
  { list: '.splunk.example', excluded: true },
  { list: '*.splunk.example', excluded: true },
  { list: 'a.example, b.example,splunk.example', excluded: true },
  { list: 'a.example splunk.example', excluded: true },
  { list: 'splunk.example:8089', excluded: true },
  { list: 'splunk.example:443', excluded: false },
  { list: 'plunk.example', excluded: false },
  { list: '1.splunk.example', excluded: false },
  { list: 'sh1.splunk.example.org', excluded: false },
  { list: ' , ,', excluded: false },
  { list: '.', excluded: false },
])('NO_PROXY=$list excludes sh1.splunk.example:8089: $excluded', ({ list, excluded }) => {
  for (const name of ['NO_PROXY', 'no_proxy'])
    expect(proxyFromEnvironment(splunk, { HTTPS_PROXY: proxy, [name]: list })).toBe(
      excluded ? undefined : proxy,
    );
});

test('an address by IPv6 is excluded with brackets and port, or plain', () => {
  const env = (list: string) => ({ HTTPS_PROXY: proxy, NO_PROXY: list });
  const url = 'https://[fd00::7]:8089';
  for (const list of ['[fd00::7]', '[fd00::7]:8089', 'fd00::7'])
    expect(proxyFromEnvironment(url, env(list))).toBe(undefined);
  for (const list of ['[fd00::7]:443', 'fd00::8']) expect(proxyFromEnvironment(url, env(list))).toBe(proxy);
});
