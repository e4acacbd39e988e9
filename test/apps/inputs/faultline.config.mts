import { defineConfig } from 'faultline';

export default defineConfig({
  app: 'template.yaml',
  key: 'job',
  input: [
    { putEvent: 'Bus', source: 'shop', detailType: 'Placed', detail: { job: '{{key}}' } },
    { http: 'POST /', of: 'Front', body: { job: '{{key}}' } },
  ],
  invariants: [
    {
      name: 'one-row-a-request',
      claim: 'What was accepted is kept once.',
      broken: ({ table, requests }) =>
        requests.flatMap(({ key, outcome }) => {
          const rows = table('Kept').filter(({ job }) => job === key).length;
          return outcome !== 'ok' || rows === 1 ? [] : [{ key, what: `${rows} rows` }];
        }),
    },
  ],
});
