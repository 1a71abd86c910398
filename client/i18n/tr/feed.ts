/** Turkish words of `feed`: the original from which the keys are typed. */
export default {} as const;
