import { openDynamo } from '../../../shared/aws/clients.ts';
import { readEnvironment, variables } from '../../../shared/environment.ts';
import { openEffectLog } from '../effects/effect-log.ts';
import { stepService } from '../messages/step-service.ts';
import { chargeStep } from '../orders/order-saga.ts';
import { payments } from './payment.ts';
import { openProvider } from './provider.ts';

const { PAYMENTS_TABLE, PROVIDER_LEDGER_TABLE } = readEnvironment(variables('PAYMENTS_TABLE', 'PROVIDER_LEDGER_TABLE'));
const dynamo = openDynamo();

export const handler = stepService(
  chargeStep,
  payments(openEffectLog(dynamo, PAYMENTS_TABLE), openProvider(dynamo, PROVIDER_LEDGER_TABLE)),
);
