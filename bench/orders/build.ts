import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { products, soldOut } from '../../functions/orders/workload/products.ts';
import { seedStock } from '../../functions/orders/workload/stock.ts';
import { clientConfig, localstackCloud } from '../../kernel/cloud.ts';

const run = promisify(execFile);

/** A build of the lab with the order system on its LocalStack. */
export interface Build {
  readonly name: string;
  readonly folder: string;
  /** Where its API answers. */
  readonly api: string;
  /** Pieces of all products that have gone since the start. */
  takenFromStock(): Promise<number>;
  statusBySaga(): Promise<ReadonlyMap<string, string>>;
  down(): Promise<void>;
}

/** Starts LocalStack and deploys, with the commands of the build itself, whatever it calls its resources. */
export async function deployBuild(name: string, folder: string, port: number): Promise<Build> {
  const lab = (...words: readonly string[]) =>
    run(join(folder, 'lab'), [...words, '--port', String(port)], { cwd: folder });
  const down = async () => void (await lab('down'));
  try {
    await lab('up', '--engine', 'host');
    const { stdout } = await lab('deploy');
    const api = /The API answers at (\S+)/.exec(stdout)?.[1];
    if (api === undefined) throw new Error(`${folder}/lab deploy names no API:\n${stdout}`);
    const cloud = localstackCloud(`http://127.0.0.1:${port}`);
    const client = new DynamoDBClient(clientConfig(cloud));
    const { TableNames = [] } = await client.send(new ListTablesCommand({}));
    const itemsOf = async (kind: string) => {
      const TableName = TableNames.find((table) => table.endsWith(`-${kind}`));
      return (await client.send(new ScanCommand({ TableName, ConsistentRead: true }))).Items ?? [];
    };
    await seedStock(
      cloud,
      TableNames.find((table) => table.endsWith('-stock')),
    );
    const pieces = [...products, soldOut].reduce((sum, { initial }) => sum + initial, 0);
    const takenFromStock = async () =>
      pieces - (await itemsOf('stock')).reduce((sum, { available }) => sum + Number(available?.N ?? 0), 0);
    const statusBySaga = async () =>
      new Map((await itemsOf('sagas')).map(({ id, status }) => [id?.S ?? '', status?.S ?? '']));
    return { name, folder, api, takenFromStock, statusBySaga, down };
  } catch (error) {
    await down();
    throw error;
  }
}
