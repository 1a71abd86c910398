// Settings: what they are when nothing is said, and a sentence for each that cannot be meant.
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '#server/config.ts';

const MB = 1024 * 1024;

describe('the settings', () => {
  it('need none', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: undefined,
      publicOrigins: [],
      trustedProxies: [],
      logStyle: 'text',
      storageLimits: { workspace: 1024 * MB, demo: 64 * MB },
    });
    expect(config.dataFolder).toMatch(/[\\/]data$/);
  });

  it('take what is written, and empty ones as none', () => {
    const config = readConfig({
      ORTAK_PORT: ' 8080 ',
      ORTAK_HOST: '127.0.0.1',
      ORTAK_PUBLIC_URL: 'https://crm.example.com, http://10.0.0.5:8080/',
      ORTAK_TRUSTED_PROXY: 'loopback,10.0.0.0/8,fd00::/8',
      ORTAK_LOG: 'json',
      ORTAK_DATA: '',
      ORTAK_WORKSPACE_MB: '2048',
      ORTAK_DEMO_MB: '1',
    });
    expect(config).toMatchObject({
      port: 8080,
      host: '127.0.0.1',
      publicOrigins: ['https://crm.example.com', 'http://10.0.0.5:8080'],
      trustedProxies: ['127.0.0.0/8', '::1', '10.0.0.0/8', 'fd00::/8'],
      logStyle: 'json',
      storageLimits: { workspace: 2048 * MB, demo: MB },
    });
  });

  const wrong: Record<string, string[]> = {
    ORTAK_PORT: ['eighty', '-1', '65536', '80.5', '0x50'],
    ORTAK_HOST: ['my server', '300.1.1.1', 'crm.example.com'],
    ORTAK_PUBLIC_URL: [
      'crm.example.com',
      'ftp://crm.example.com',
      'https://crm.example.com/path',
      'https://u@crm.example.com',
    ],
    ORTAK_TRUSTED_PROXY: ['nginx', '10.0.0.0/40', '10.0.0.0/8/8', 'true'],
    ORTAK_LOG: ['verbose'],
    ORTAK_WORKSPACE_MB: ['0', '-5', '1.5', '1 GB', '12345678'],
    ORTAK_DEMO_MB: ['none'],
  };
  for (const [name, values] of Object.entries(wrong)) {
    it(`refuse a ${name} that cannot be meant, with a sentence`, () => {
      for (const value of values) {
        expect(() => readConfig({ [name]: value })).toThrow(ConfigError);
        expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}.+write .+\\.$`));
      }
    });
  }
});
