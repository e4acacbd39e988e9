const { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } = require('@aws-sdk/client-sfn');

const states = new SFNClient();

// One saga a trip: its name is taken once.
exports.handler = async (event) => {
  for (const { body } of event.Records) {
    const { trip } = JSON.parse(body);
    try {
      await states.send(new StartExecutionCommand({ stateMachineArn: process.env.SAGA, name: trip, input: body }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  }
};
