import { expect as expects } from 'expect';
import * as circus from 'jest-circus';

/** What tests import of `@jest/globals`, in a process without jest. */
export const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus;
export const expect = expects;
