import { openDynamo } from '../../../shared/aws/clients.ts';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { openEffectLog } from '../effects/effect-log.ts';
import { stepService } from '../messages/step-service.ts';
import { reserveStep } from '../orders/order-saga.ts';
import { inventory } from './reservation.ts';

const { RESERVATIONS_TABLE, STOCK_TABLE } = readEnvironment(variables('RESERVATIONS_TABLE', 'STOCK_TABLE'));

export const handler = stepService(
  reserveStep,
  inventory(openEffectLog(openDynamo(), RESERVATIONS_TABLE), STOCK_TABLE),
);
