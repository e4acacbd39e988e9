import { defineConfig } from 'faultline';

export default defineConfig({
  key: 'trip',
  unit: { one: 'trip', many: 'trips' },
  input: ({ key, number }) => ({ send: 'Bookings', body: { trip: key, seat: `${number}A`, cents: 2_000 + number } }),
});
