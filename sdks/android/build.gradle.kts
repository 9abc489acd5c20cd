// Builds the AAR with Android's own tools. It was never run: pom.xml is what builds and tests it.
plugins {
  id("com.android.library") version "8.7.3"
  id("org.jetbrains.kotlin.android") version "2.1.21"
}

repositories {
  google()
  mavenCentral()
}

android {
  namespace = "com.gigastore.sdk"
  compileSdk = 34
  defaultConfig {
    minSdk = 24
    consumerProguardFiles("src/main/aar/proguard.txt")
  }
  sourceSets["main"].manifest.srcFile("src/main/aar/AndroidManifest.xml")
  compileOptions {
    sourceCompatibility = JavaVersion.VERSION_1_8
    targetCompatibility = JavaVersion.VERSION_1_8
  }
  kotlinOptions { jvmTarget = "1.8" }
}

dependencies {
  api("org.jetbrains.kotlinx:kotlinx-coroutines-core:1.10.2")
  implementation("com.google.zxing:core:3.5.3")
}
