/** Turkish words of `refusals`: the original from which the keys are typed. */
export default {} as const;
