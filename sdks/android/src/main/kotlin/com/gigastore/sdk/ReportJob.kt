package com.gigastore.sdk

import android.app.job.JobInfo
import android.app.job.JobParameters
import android.app.job.JobScheduler
import android.app.job.JobService
import android.content.ComponentName
import android.content.Context
import kotlin.concurrent.thread

/** Sends reports that were kept, when the phone has a network again; the app need not run. */
class ReportJob : JobService() {
  override fun onStartJob(params: JobParameters): Boolean {
    thread {
      val isDone = ReportOutbox(this).send(null) { GigastoreClient.connect(it) }
      jobFinished(params, !isDone)
    }
    return true
  }

  /** The system ends it early: it comes again. */
  override fun onStopJob(params: JobParameters): Boolean = true

  internal companion object {
    private const val JOB_ID = 1_195_984_741

    fun schedule(context: Context) {
      val scheduler = context.getSystemService(Context.JOB_SCHEDULER_SERVICE) as JobScheduler
      val service = ComponentName(context, ReportJob::class.java)
      val job =
        JobInfo.Builder(JOB_ID, service).setRequiredNetworkType(JobInfo.NETWORK_TYPE_ANY).build()
      scheduler.schedule(job)
    }
  }
}
