import { shipStep } from '../orders/order-saga.ts';
import { openDynamo } from '../shared/aws/clients.ts';
import { openEffectLog } from '../shared/effects/effect-log.ts';
import { readEnvironment, variables } from '../shared/environment.ts';
import { stepService } from '../shared/messages/step-service.ts';
import { shipping } from './shipment.ts';

const { SHIPMENTS_TABLE } = readEnvironment(variables('SHIPMENTS_TABLE'));

export const handler = stepService(shipStep, shipping(openEffectLog(openDynamo(), SHIPMENTS_TABLE)));
