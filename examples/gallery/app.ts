import { App } from 'aws-cdk-lib';
import { ChaosLab } from 'faultline/cdk';
import { GalleryStack } from './gallery-stack.ts';

/** The gallery as it is, and three lines that put it under chaos. */
export function gallery(app: App = new App()): App {
  const stack = new GalleryStack(app, 'gallery');
  const chaos = new ChaosLab(stack, 'Chaos', { prefix: 'gallery' });
  chaos.disturb(stack);
  return app;
}

if (import.meta.main) gallery().synth();
