import { defineConfig } from 'faultline';

export default defineConfig({
  key: 'change',
  unit: { one: 'change', many: 'changes' },
  input: ({ key, number }) => ({
    send: 'Changes',
    body: { change: key, product: `product-${number}`, cents: 100 + number },
  }),
});
