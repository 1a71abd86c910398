/** Turkish words of `leads`: the original from which the keys are typed. */
export default {} as const;
