import { App } from 'aws-cdk-lib';
import { CatalogueStack } from '../src/catalogue-stack';
import { ShopWindowStack } from '../src/shop-window-stack';

const app = new App();
const { bus } = new CatalogueStack(app, 'Catalogue');
new ShopWindowStack(app, 'ShopWindow', { bus });
