import { Command } from 'commander';

/** `faultline init`: what there is to break, and how. */
export function initCommand(): Command {
  return new Command('init')
    .description(
      'tell what the app of this folder consists of and what of it cannot run; write a config and experiments',
    )
    .option(
      '--app <app>',
      'the command that synthesizes it, its folder, a cdk.out, or a template of CloudFormation or SAM (default: as cdk.json says)',
    )
    .action(async ({ app }: { readonly app?: string }) => {
      const { initForeign } = await import('../../foreign/init.ts');
      process.stdout.write(`${(await initForeign(process.cwd(), app)).join('\n')}\n`);
    });
}
