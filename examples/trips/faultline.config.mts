import { defineConfig } from 'faultline';

export default defineConfig({
  key: 'trip',
  unit: { one: 'trip', many: 'trips' },
  // Every third trip costs more than the card is good for: its seat is given back.
  input: ({ key, number }) => ({
    send: 'Bookings',
    body: { trip: key, seat: `${number}A`, cents: number % 3 === 0 ? 9_000 : 2_000 + number },
  }),
});
