import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Cloud, clientConfig } from '../../../kernel/cloud.ts';

/** Who calls: one of them makes more than half of all calls, whatever its limit. */
export const loudTenant = 'acme';
export const quietTenants = ['globex', 'hooli', 'initech', 'umbrella'] as const;

/** Has so much that it is never refused. */
export const favouredTenant = 'vandelay';

export const apis = ['search', 'export'] as const;

const ordinary = {
  search: { algorithm: 'token-bucket', calls: 4, windowMs: 2_000, burst: 4 },
  export: { algorithm: 'sliding-window', calls: 4, windowMs: 2_000 },
} as const;

/** Writes the limit of every tenant for each API. */
export async function seedLimits(cloud: Cloud): Promise<void> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient(clientConfig(cloud)));
  const put = (tenant: string, api: (typeof apis)[number]) => {
    const plenty = tenant === favouredTenant ? { calls: 10_000 } : {};
    const Item = { tenant, api, ...ordinary[api], ...plenty };
    return client.send(new PutCommand({ TableName: 'rate-limiter-limits', Item }));
  };
  try {
    const tenants = [loudTenant, ...quietTenants, favouredTenant];
    await Promise.all(tenants.flatMap((tenant) => apis.map((api) => put(tenant, api))));
  } finally {
    client.destroy();
  }
}
