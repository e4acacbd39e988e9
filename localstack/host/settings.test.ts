import { describe, expect, it } from '@jest/globals';
import { placesOf } from '../places.ts';
import { localstackEnvironment } from './settings.ts';

const environmentOf = (port: number, shell: NodeJS.ProcessEnv = {}) =>
  localstackEnvironment(port, placesOf(port, '/lab'), shell);

describe('the environment of LocalStack', () => {
  it('listens on loopback only', () => {
    expect(environmentOf(4600)).toMatchObject({ GATEWAY_LISTEN: '127.0.0.1:4600', LOCALSTACK_HOST: '127.0.0.1:4600' });
  });

  it('shares no folder between two ports', () => {
    const [one, two] = [environmentOf(4566), environmentOf(4567)];
    for (const name of ['TMP', 'TEMP', 'FILESYSTEM_ROOT', 'FAULTLINE_LAB']) expect(one[name]).not.toBe(two[name]);
  });

  it("keeps settings and credentials of the developer's shell out", () => {
    const shell = { AWS_PROFILE: 'production', AWS_ENDPOINT_URL: 'https://example.com', PERSISTENCE: '1', DEBUG: '1' };
    const environment = environmentOf(4566, shell);
    for (const name of Object.keys(shell)) expect(environment).not.toHaveProperty(name);
  });

  it('takes over what is needed to reach the network, and settings of the lab', () => {
    const shell = { HTTPS_PROXY: 'http://proxy:3128', FAULTLINE_POLLERS: 'stock', FAULTLINE_LOCALSTACK_LOG: 'debug' };
    expect(environmentOf(4566, shell)).toMatchObject({
      HTTPS_PROXY: 'http://proxy:3128',
      FAULTLINE_POLLERS: 'stock',
      LS_LOG: 'debug',
    });
  });

  it('never takes the marker of another lab over from the shell', () => {
    expect(environmentOf(4566, { FAULTLINE_LAB: '/other' }).FAULTLINE_LAB).toBe('/lab/state/4566');
  });
});
