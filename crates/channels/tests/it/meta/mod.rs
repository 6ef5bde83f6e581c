mod challenge;
mod signature;
mod split;
