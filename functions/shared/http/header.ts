import type { APIGatewayProxyEvent } from 'aws-lambda';

/** A header of a request, whatever the case of its name. @param wanted in lower case */
export function headerOf({ headers }: Pick<APIGatewayProxyEvent, 'headers'>, wanted: string): string | undefined {
  return Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === wanted)?.[1];
}
