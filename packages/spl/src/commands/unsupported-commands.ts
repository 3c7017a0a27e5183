/** Commands that Splunk documents and this engine does not have: they are refused by name. */
export const unsupportedCommands: ReadonlySet<string> = new Set(
  `abstract addcoltotals addtotals analyzefields anomalies anomalousvalue anomalydetection appendpipe arules
   associate audit autoregress bucketdir cefout cluster cofilter concurrency contingency convert correlate
   ctable datamodel dbinspect delete delta diff erex eventcount extract fieldformat fieldsummary findtypes
   folderize from fromjson gauge gentimes geom geomfilter geostats highlight history iconify inputcsv
   inputintelligence internalinputcsv iplocation kmeans kv kvform loadjob localize localop makecontinuous map
   mcatalog metadata metasearch meventcollect mpreview msearch multikv multisearch newseriesfilter
   outlier outputcsv outputtext overlap pivot predict rangemap redistribute reltime require rest reverse rtorder
   runshellscript savedsearch script scrub searchtxn selfjoin sendalert sendemail set setfields shape sichart
   sirare sistats sitimechart sitop snowevent snowincident summarize tags tojson transaction trendline tscollect
   typeahead typelearner typer union uniq walklex x11 xmlkv xmlunescape xpath`.split(/\s+/),
);
