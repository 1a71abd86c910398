/** Turkish words of `account`: the original from which the keys are typed. */
export default {} as const;
