/** Turkish words of `team`: the original from which the keys are typed. */
export default {} as const;
