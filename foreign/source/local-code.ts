import { createHash } from 'node:crypto';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { UsageError } from '../../kernel/usage-error.ts';

/** Where code lies that the CDK has uploaded. */
export interface UploadedCode {
  readonly S3Bucket: string;
  readonly S3Key: string;
}

/** A file of a cloud assembly that is uploaded before its stack is deployed. */
interface Asset {
  readonly source: { readonly path: string; readonly packaging: 'zip' | 'file' };
  readonly destinations: Readonly<Record<string, { readonly bucketName: string; readonly objectKey: string }>>;
}

/** Never code: what we, git and the CDK write beside it. */
const beside = ['.faultline', '.git', 'cdk.out'];

/** Takes the code that a template names by its place on this machine into a cloud assembly. */
export class LocalCode {
  readonly assets: Record<string, Asset> = {};
  readonly #root: string;
  readonly #folder: string;

  /** @param root what paths of the template are relative to @param folder that of the assembly */
  constructor(root: string, folder: string) {
    this.#root = root;
    this.#folder = folder;
  }

  /**
   * @param path a folder, or one file
   * @param id of the resource that it belongs to
   * @throws UsageError where there is none, or an archive
   */
  take(path: string, id: string): UploadedCode {
    const place = resolve(this.#root, path);
    if (!existsSync(place)) throw new UsageError(`the code of ${id} is not there: ${path}`);
    if (/\.(zip|jar)$/.test(place)) {
      throw new UsageError(`the code of ${id} is an archive: ${path}`, {
        hint: 'Name the folder that is packed in it.',
      });
    }
    const files = statSync(place).isDirectory() ? filesIn(place) : [''];
    const digest = createHash('sha256');
    for (const file of files) digest.update(`${file}\0`).update(readFileSync(join(place, file)));
    const name = digest.digest('hex');
    const copy = join(this.#folder, `asset.${name}`);
    mkdirSync(copy, { recursive: true });
    for (const file of files) {
      cpSync(join(place, file), join(copy, file || basename(place)), { recursive: true, dereference: true });
    }
    this.assets[name] = asset(`asset.${name}`, 'zip', `${name}.zip`);
    return { S3Bucket: assetBucket, S3Key: `${name}.zip` };
  }

  /** Whether this took what lies under a key. */
  has(key: unknown): boolean {
    return this.assets[String(key).replace(/\.zip$/, '')] !== undefined;
  }

  /** Text of a file that a template names. @throws UsageError where there is none */
  read(path: string, id: string): string {
    const place = resolve(this.#root, path);
    if (existsSync(place)) return readFileSync(place, 'utf8');
    throw new UsageError(`the definition of ${id} is not there: ${path}`);
  }
}

const assetBucket = 'cdk-hnb659fds-assets-000000000000-us-east-1';

/** A file of an assembly, and where `cdk bootstrap` wants it. */
export function asset(path: string, packaging: Asset['source']['packaging'], objectKey: string): Asset {
  const destinations = { 'current_account-current_region': { bucketName: assetBucket, objectKey } };
  return { source: { path, packaging }, destinations };
}

function filesIn(folder: string): string[] {
  const files = globSync('**/*', { cwd: folder, exclude: (name) => beside.includes(name) });
  return files.filter((file) => statSync(join(folder, file)).isFile()).sort();
}
