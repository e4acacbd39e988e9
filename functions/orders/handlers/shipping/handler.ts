import { openDynamo } from '../../../shared/aws/clients.ts';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { openEffectLog } from '../effects/effect-log.ts';
import { stepService } from '../messages/step-service.ts';
import { shipStep } from '../orders/order-saga.ts';
import { shipping } from './shipment.ts';

const { SHIPMENTS_TABLE } = readEnvironment(variables('SHIPMENTS_TABLE'));

export const handler = stepService(shipStep, shipping(openEffectLog(openDynamo(), SHIPMENTS_TABLE)));
