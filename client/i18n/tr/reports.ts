/** Turkish words of `reports`: the original from which the keys are typed. */
export default {} as const;
