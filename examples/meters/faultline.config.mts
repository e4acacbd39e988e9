import { defineConfig } from 'faultline';

export default defineConfig({
  key: 'reading',
  unit: { one: 'reading', many: 'readings' },
  input: ({ key, number }) => ({
    send: 'Readings',
    body: { reading: key, meter: `meter-${number % 4}`, kwh: (number % 7) + 1 },
  }),
});
