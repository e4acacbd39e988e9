import { defineConfig } from 'faultline';

export default defineConfig({
  key: 'order',
  unit: { one: 'order', many: 'orders' },
  input: [
    { publish: 'Orders', body: { order: '{{key}}', amount: 40 } },
    { publish: 'Orders', body: { order: '{{key}}', amount: 140 } },
  ],
});
