package fwxlate.translator.sets;

import fwxlate.ipset.Ipset;

/// What has to be done to a set before a translation is loaded.
///
/// @param set as it is made, or only with the members that join it
/// @param isNew whether it is made; else it is there, and members join it
public record NewSet(Ipset set, boolean isNew) {}
