import type { InferContractRouterOutputs } from '@orpc/contract';
import type { Contract } from '../../../shared/contract/contract.ts';

/** Everything that the overview shows. */
export type Overview = InferContractRouterOutputs<Contract>['overview']['get'];
export type WorkItem = Overview['work'][number];
export type WorkRecord = WorkItem['record'];
/** One line of the list of what is due. */
export type DueItem = InferContractRouterOutputs<Contract>['overview']['due']['items'][number];
